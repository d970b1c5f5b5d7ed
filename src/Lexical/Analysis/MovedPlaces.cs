namespace RagCluster.Lexical.Analysis;

/// <summary>Hands terms on with their places in the text that was written otherwise before it was analysed.</summary>
/// <param name="sink">Takes the terms.</param>
/// <param name="starts">Where each character stands in that text, and where the last one ends.</param>
internal sealed class MovedPlaces(ITermSink sink, int[] starts) : ITermSink
{
    void ITermSink.Add(ReadOnlySpan<char> term, TermPlace place)
    {
        int start = starts[place.Start];
        sink.Add(term, place with { Start = start, Length = starts[place.Start + place.Length] - start });
    }
}
