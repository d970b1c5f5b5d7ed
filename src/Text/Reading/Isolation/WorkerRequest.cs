namespace RagCluster.Text.Reading.Isolation;

/// <summary>What a worker is asked to read.</summary>
/// <param name="Kind">What the content is.</param>
/// <param name="Name">The file's name.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record WorkerRequest(WorkerRequestKind Kind, string Name, ReadOnlyMemory<byte> Content);
