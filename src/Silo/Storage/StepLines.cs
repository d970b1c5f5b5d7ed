namespace RagCluster.Silo.Storage;

/// <summary>
/// Says on standard error how far something has come that takes long: nothing in the first seconds, then a line now and then, since there
/// are many steps. Standard output is for what was asked for.
/// </summary>
internal sealed class StepLines
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private long _last = TimeProvider.System.GetTimestamp();

    /// <summary>Takes a step.</summary>
    internal void Write(string step)
    {
        if (TimeProvider.System.GetElapsedTime(_last) < Pause)
            return;
        _last = TimeProvider.System.GetTimestamp();
        Console.Error.WriteLine($"ragcluster: {step}");
    }
}
