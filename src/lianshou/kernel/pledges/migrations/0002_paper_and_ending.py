
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('placement', '0001_initial'),
        ('pledges', '0001_initial'),
        ('programmes', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='party',
            name='on_paper',
            field=models.BooleanField(default=False, verbose_name='signed on paper'),
        ),
        migrations.AddField(
            model_name='pledge',
            name='end_reason',
            field=models.CharField(blank=True, max_length=200, verbose_name='why it ended'),
        ),
        migrations.AddField(
            model_name='pledge',
            name='ended_on',
            field=models.DateField(blank=True, null=True, verbose_name='ended on'),
        ),
        migrations.AlterField(
            model_name='pledge',
            name='number',
            field=models.CharField(max_length=60, verbose_name='number'),
        ),
        migrations.AddConstraint(
            model_name='pledge',
            constraint=models.UniqueConstraint(fields=('programme', 'number'), name='pledge_number_once'),
        ),
    ]
