using RagCluster.Lexical.Sections;

namespace RagCluster.Lexical.Postings;

/// <summary>What a builder collects of one term.</summary>
internal sealed class TermAccumulator
{
    private const byte EndOfRun = 0;
    private int _lastPosition;

    internal List<Posting> Postings { get; } = [];

    /// <summary>The runs of <see cref="PositionRuns"/>, the last one without its end.</summary>
    internal ByteSink Runs { get; } = new();

    /// <summary>Adds an occurrence; rows and the positions in a row come in order.</summary>
    internal void Add(int row, int weight, int position)
    {
        if (Postings.Count > 0 && Postings[^1].Row == row)
        {
            Postings[^1] = new Posting(row, Postings[^1].Frequency + weight);
        }
        else
        {
            if (Postings.Count > 0)
                Runs.Write(EndOfRun);
            Postings.Add(new Posting(row, weight));
            _lastPosition = -1;
        }

        // Two readings of one word may give the same term.
        if (position == _lastPosition)
            return;
        Runs.WriteVariable((uint)(position - _lastPosition));
        _lastPosition = position;
    }

    internal void Finish() => Runs.Write(EndOfRun);
}
