namespace RagCluster.Text.Reading.Isolation;

/// <summary>A check of the file that a worker reads.</summary>
/// <param name="Load">The worker.</param>
/// <param name="Item">The file.</param>
/// <param name="Watch">Compares it with its limits.</param>
/// <param name="End">What was found.</param>
/// <param name="Failure">The limit that it passes.</param>
/// <param name="IsHoldingUp">Whether other workers should read what is behind it.</param>
internal sealed record FileCheck(
    WorkerLoad Load,
    WorkItem Item,
    ProcessWatch Watch,
    FileCheckEnd End,
    ReadingFailure Failure,
    bool IsHoldingUp
)
{
    // The first file of a process pays for loading and compiling its parser.
    private const int FirstFileFactor = 2;

    /// <summary>A check that is not made yet.</summary>
    internal static FileCheck Of(WorkerLoad load, ProcessWatch watch) =>
        new(load, load.First!, watch, FileCheckEnd.GoesOn, ReadingFailure.None, false);

    /// <summary>Makes the check, which asks the system: not under a lock.</summary>
    /// <param name="quickTime">How long a file may be read before it needs a place for slow documents.</param>
    internal FileCheck Make(TimeSpan quickTime)
    {
        if (Item.IsOver)
            return this with { End = FileCheckEnd.Abandoned, IsHoldingUp = true };
        if (Watch.Check() is not ReadingFailure.None and var failure)
            return this with { End = FileCheckEnd.Failed, Failure = failure, IsHoldingUp = true };
        if (!Load.IsSlow && Watch.IsSlow(Load.FilesRead == 0 ? FirstFileFactor * quickTime : quickTime))
            return this with { End = FileCheckEnd.Slow, IsHoldingUp = true };
        return this with { IsHoldingUp = Watch.IsSlow(ProcessWatch.Period) };
    }
}
