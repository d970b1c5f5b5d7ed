namespace RagCluster.Lexical.Bm25;

/// <summary>Finds out whether the words of a phrase stand in one row at their distances.</summary>
internal sealed class PhraseMatcher
{
    private readonly List<int> _beginnings = [];
    private bool _isFirst;

    /// <summary>Takes the positions of the next word in the row.</summary>
    internal List<int> Positions { get; } = [];

    /// <summary>Begins another phrase.</summary>
    internal void Begin() => _isFirst = true;

    /// <summary>Keeps the places at which the phrase can begin.</summary>
    /// <param name="position">The word's position in the phrase.</param>
    /// <returns>Whether there are any left.</returns>
    internal bool Continue(int position)
    {
        if (_isFirst)
        {
            _beginnings.Clear();
            foreach (int found in Positions)
                _beginnings.Add(found - position);
            _isFirst = false;
            return _beginnings.Count > 0;
        }

        int kept = 0;
        int next = 0;
        for (int i = 0; i < _beginnings.Count; i++)
        {
            int wanted = _beginnings[i] + position;
            while (next < Positions.Count && Positions[next] < wanted)
                next++;
            if (next < Positions.Count && Positions[next] == wanted)
                _beginnings[kept++] = _beginnings[i];
        }

        _beginnings.RemoveRange(kept, _beginnings.Count - kept);
        return kept > 0;
    }
}
