"""Seats: an opening counts who has one and draws tickets; a name tells openings of one union apart."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('intake', '0001_initial'),
        ('placement', '0001_initial'),
        ('programmes', '0002_history'),
        ('unions', '0002_history'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='opening',
            name='opening_union_once',
        ),
        migrations.RemoveConstraint(
            model_name='placement',
            name='placement_once',
        ),
        migrations.AddField(
            model_name='opening',
            name='last_ticket',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='opening',
            name='name',
            field=models.CharField(blank=True, max_length=120, verbose_name='name of the opening'),
        ),
        migrations.AddField(
            model_name='opening',
            name='taken',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='placement',
            name='asked_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='placement',
            name='promoted_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='placement',
            name='ticket',
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name='ticket'),
        ),
        migrations.AlterField(
            model_name='placement',
            name='origin',
            field=models.CharField(choices=[('engine', 'Computed'), ('manual', 'By hand'), ('asked', 'Signed up')], default='engine', max_length=8),
        ),
        migrations.AlterField(
            model_name='placement',
            name='state',
            field=models.CharField(choices=[('proposed', 'Proposed'), ('approved', 'Approved'), ('active', 'In force'), ('placed', 'Has a place'), ('queued', 'On the waiting list'), ('ended', 'Ended')], default='proposed', max_length=10, verbose_name='state'),
        ),
        migrations.AddConstraint(
            model_name='opening',
            constraint=models.CheckConstraint(condition=models.Q(('taken__lte', models.F('most'))), name='opening_never_oversold'),
        ),
        migrations.AddConstraint(
            model_name='opening',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('programme', 'union', 'name'), name='opening_union_once'),
        ),
        migrations.AddConstraint(
            model_name='placement',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('proposed', 'approved', 'active'))), fields=('application',), name='placement_once'),
        ),
        migrations.AddConstraint(
            model_name='placement',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('placed', 'queued'))), fields=('application', 'opening'), name='placement_one_seat'),
        ),
        migrations.AddConstraint(
            model_name='placement',
            constraint=models.UniqueConstraint(condition=models.Q(('ticket__isnull', False)), fields=('opening', 'ticket'), name='placement_ticket_once'),
        ),
        migrations.AddConstraint(
            model_name='placement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('placed', 'queued')), _negated=True), ('ticket__isnull', False), _connector='OR'), name='placement_seat_has_ticket'),
        ),
    ]
