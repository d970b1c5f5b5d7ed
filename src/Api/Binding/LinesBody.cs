namespace RagCluster.Api.Binding;

/// <summary>A body of lines of JSON that was read whole; each line is checked where it is used.</summary>
/// <param name="Bytes">The body.</param>
internal sealed record LinesBody(ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The media type.</summary>
    internal const string MediaType = "application/x-ndjson";
}
