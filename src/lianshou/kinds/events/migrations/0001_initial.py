"""Events: their facts, attendance, answers without a name."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('followups', '0002_removal_and_thumbnail'),
        ('placement', '0002_seats'),
    ]

    operations = [
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('attended_at', models.DateTimeField(verbose_name='signed in')),
                ('way', models.CharField(choices=[('scanned', 'Scanned the code on the spot'), ('shown', 'Showed the own code'), ('paper', 'From the paper list'), ('hand', 'Ticked by hand')], max_length=8, verbose_name='how')),
                ('answered', models.BooleanField(default=False)),
                ('placement', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='attendance', to='placement.placement')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort', models.CharField(choices=[('forum', 'Forum'), ('lecture', 'Lecture'), ('tour', 'Tour'), ('study', 'Study session'), ('culture', 'Culture and sports'), ('other', 'Other')], default='lecture', max_length=12, verbose_name='sort')),
                ('starts_at', models.DateTimeField(verbose_name='starts')),
                ('ends_at', models.DateTimeField(verbose_name='ends')),
                ('closes_at', models.DateTimeField(verbose_name='sign-up closes')),
                ('place', models.CharField(max_length=120, verbose_name='place')),
                ('about', models.TextField(blank=True, max_length=2000, verbose_name='what it is about')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('open', 'Open for sign-up'), ('held', 'Held'), ('cancelled', 'Cancelled')], default='draft', max_length=10, verbose_name='state')),
                ('followup', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='event', to='followups.followup')),
                ('opening', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='event', to='placement.opening')),
            ],
            options={
                'ordering': ['-starts_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('score', models.PositiveSmallIntegerField(choices=[(5, 'Very satisfied'), (4, 'Satisfied'), (3, 'So-so'), (2, 'Not satisfied'), (1, 'Not satisfied at all')], verbose_name='satisfaction')),
                ('words', models.CharField(blank=True, max_length=200, verbose_name='in a line')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='events.event')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='event_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('closes_at__lte', models.F('starts_at'))), name='event_closes_before_start'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.CheckConstraint(condition=models.Q(('score__gte', 1), ('score__lte', 5)), name='answer_score_1_to_5'),
        ),
    ]
