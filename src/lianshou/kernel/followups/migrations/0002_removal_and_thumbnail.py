
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('followups', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='followup',
            name='removal_reason',
            field=models.CharField(blank=True, max_length=200, verbose_name='why it was removed'),
        ),
        migrations.AddField(
            model_name='followup',
            name='removed_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='photo',
            name='thumbnail',
            field=models.FileField(blank=True, editable=False, upload_to='photos/%Y/%m/'),
        ),
    ]
