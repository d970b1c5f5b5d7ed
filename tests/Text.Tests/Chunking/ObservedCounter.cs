using RagCluster.Text.Tokenizing;

namespace RagCluster.Text.Tests.Chunking;

/// <summary>Counts as usual, and says how many characters it is asked for.</summary>
internal sealed class ObservedCounter(Action<int> counting) : ITokenCounter
{
    /// <inheritdoc/>
    public int Count(ReadOnlySpan<char> text)
    {
        counting(text.Length);
        return ApproximateTokenCounter.Instance.Count(text);
    }
}
