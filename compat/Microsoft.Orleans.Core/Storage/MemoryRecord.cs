namespace Orleans.Storage;

/// <summary>One stored state.</summary>
internal sealed record MemoryRecord(BinaryData Content, string ETag);
