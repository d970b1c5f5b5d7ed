using RagCluster.Corpus.Chunks;
using RagCluster.Grounding.Evidence;

namespace RagCluster.Grounding.Extracting;

/// <summary>What an answer shows so far: passages in the order in which they were first taken, and nothing twice.</summary>
internal sealed class ShownAnswer
{
    private readonly List<ShownPassage> _passages = [];

    /// <summary>The passages with what is shown of them.</summary>
    internal IReadOnlyList<ShownPassage> Passages => _passages;

    /// <summary>The passage with what is shown of it, or null where nothing is.</summary>
    internal ShownPassage? Find(PassageText passage) => _passages.Find(shown => shown.Passage == passage);

    /// <summary>
    /// Shows a candidate with what it needs to be read. Says whether it did: not what is shown already or says the same as something that
    /// is, can't stand by itself or has no room. The first always has room.
    /// </summary>
    /// <param name="candidate">The candidate.</param>
    /// <param name="lengthMax">The characters that the answer may have then.</param>
    internal bool TryShow(SentenceCandidate candidate, int lengthMax) =>
        !IsRepeat(candidate) && TryShow(candidate, candidate.Index, lengthMax);

    /// <summary>Shows another unit of a candidate's passage, whatever it says again, under the same conditions.</summary>
    /// <param name="candidate">For whose sake its passage is shown.</param>
    /// <param name="index">The unit.</param>
    /// <param name="lengthMax">The characters that the answer may have then.</param>
    internal bool TryShow(SentenceCandidate candidate, int index, int lengthMax)
    {
        PassageText passage = candidate.Passage;
        ShownPassage? place = Find(passage);
        if (place?.Units.Contains(index) == true)
            return false;
        List<int> units = [.. UnitClosure.Of(passage, index).Where(i => !IsShown(passage, i))];
        if (!units.Contains(index))
            return false;
        ShownPassage wanted = place is null ? new ShownPassage(candidate, [.. units]) : place.With(units);
        int length = _passages.Where(shown => shown != place).Sum(shown => shown.Length) + wanted.Length;
        if (_passages.Count > 0 && length > lengthMax)
            return false;
        if (place is null)
            _passages.Add(wanted);
        else
            _passages[_passages.IndexOf(place)] = wanted;
        return true;
    }

    // Chunks overlap: the same text may come with two of them.
    private bool IsShown(PassageText passage, int index)
    {
        Chunk chunk = passage.Passage.Chunk;
        int start = chunk.Start + passage.Units[index].Span.Start;
        return _passages.Exists(shown =>
            shown.Passage != passage
            && shown.Passage.Passage.Chunk.Id.Document == chunk.Id.Document
            && shown.Passage.Passage.Chunk.Id.Generation == chunk.Id.Generation
            && shown.Units.Any(i => shown.Passage.Passage.Chunk.Start + shown.Passage.Units[i].Span.Start == start)
        );
    }

    private bool IsRepeat(SentenceCandidate candidate)
    {
        TermBag terms = candidate.Passage.Bags[candidate.Index];
        return _passages.Exists(shown =>
            shown.Units.Any(i => shown.Passage.Units[i].Kind == candidate.Unit.Kind && Redundancy.IsRepeat(shown.Passage.Bags[i], terms))
        );
    }
}
