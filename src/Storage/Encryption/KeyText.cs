namespace RagCluster.Storage.Encryption;

/// <summary>Keys as they were given.</summary>
/// <param name="Text">The keys.</param>
/// <param name="Source">Where they come from, for messages.</param>
public sealed record KeyText(string Text, string Source)
{
    /// <inheritdoc/>
    public override string ToString() => Source;
}
