"""Past scores beside what happened, every day; Airflow's logical date is not used: the as-of date is the end of its interval."""

import pendulum
from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG

with DAG(
    dag_id="nightjar_evaluate",
    schedule="0 6 * * *",
    start_date=pendulum.datetime(2026, 1, 1, tz="Europe/London"),
    catchup=False,
    max_active_runs=1,
    default_args={"retries": 2, "retry_delay": pendulum.duration(minutes=10)},
):
    BashOperator(
        task_id="evaluate",
        bash_command="java -jar /opt/nightjar/nightjar.jar evaluate --config /etc/nightjar/job.yaml"
        " --as-of {{ data_interval_end.in_timezone('Europe/London').to_date_string() }}",
        # configuration and another run at work are no failures that a retry mends
        skip_on_exit_code=[4],
    )
