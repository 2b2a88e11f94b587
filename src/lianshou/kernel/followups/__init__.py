"""What happened in the course of a placement: activities, people, photographs."""
