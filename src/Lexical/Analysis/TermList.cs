namespace RagCluster.Lexical.Analysis;

/// <summary>Collects terms in the order of the text.</summary>
internal sealed class TermList : ITermSink
{
    internal List<string> Terms { get; } = [];

    void ITermSink.Add(ReadOnlySpan<char> term, TermPlace place) => Terms.Add(term.ToString());
}
