namespace Orleans.Configuration;

/// <summary>How turns are run.</summary>
public class SchedulingOptions
{
    public TimeSpan DelayWarningThreshold { get; set; } = TimeSpan.FromSeconds(10);

    public TimeSpan ActivationSchedulingQuantum { get; set; } = TimeSpan.FromMilliseconds(100);

    public TimeSpan TurnWarningLengthThreshold { get; set; } = TimeSpan.FromSeconds(1);

    public TimeSpan StoppedActivationWarningInterval { get; set; } = TimeSpan.FromMinutes(1);
}
