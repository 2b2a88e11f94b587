"""The detail of an application."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('intake', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('wish', models.CharField(max_length=200, verbose_name='what the union wishes for')),
                ('application', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='aid', to='intake.application')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
    ]
