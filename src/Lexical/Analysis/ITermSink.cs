namespace RagCluster.Lexical.Analysis;

/// <summary>Takes the terms that an analyzer finds.</summary>
public interface ITermSink
{
    /// <summary>Takes one term.</summary>
    /// <param name="term">The normalised term; valid only during the call.</param>
    /// <param name="place">Where it stands.</param>
    void Add(ReadOnlySpan<char> term, TermPlace place);
}
