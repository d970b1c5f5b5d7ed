namespace RagCluster.AnswersBenchmark.Pairs;

/// <summary>Counts what a verifier made of labelled pairs.</summary>
internal sealed class Tally
{
    private int _rejectedRightly;
    private int _rejectedWrongly;
    private int _missed;
    private int _count;

    internal void Add(bool isSupported, bool isRejected)
    {
        _count++;
        if (isRejected && !isSupported)
            _rejectedRightly++;
        else if (isRejected)
            _rejectedWrongly++;
        else if (!isSupported)
            _missed++;
    }

    /// <summary>Precision and recall of "unsupported".</summary>
    internal void Print(string row)
    {
        Figures.Print(row, "pairs", _count, "pairs");
        Figures.Print(row, "precision", Figures.Share(_rejectedRightly, _rejectedRightly + _rejectedWrongly), "%");
        Figures.Print(row, "recall", Figures.Share(_rejectedRightly, _rejectedRightly + _missed), "%");
    }

    /// <summary>Of one kind, all pairs have one label: how many were judged rightly.</summary>
    internal void PrintRight(string row)
    {
        Figures.Print(row, "pairs", _count, "pairs");
        Figures.Print(row, "judged rightly", Figures.Share(_count - _rejectedWrongly - _missed, _count), "%");
    }
}
