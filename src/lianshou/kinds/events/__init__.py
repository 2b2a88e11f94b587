"""Events (活动): sign-up with seats and a waiting list, attendance by code or paper, photographs, satisfaction."""
