namespace Orleans.Runtime;

/// <summary>What one step of a remote enumeration brought.</summary>
[Flags, GenerateSerializer]
internal enum EnumerationResult
{
    Heartbeat = 1,
    Element = 1 << 1,
    Batch = 1 << 2,
    Completed = 1 << 3,
    MissingEnumeratorError = 1 << 4,
    Error = 1 << 5,
    Canceled = 1 << 6,
    CompletedWithElement = Completed | Element,
    CompletedWithBatch = Completed | Batch,
}
