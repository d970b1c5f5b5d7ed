namespace RagCluster.Grounding.Evidence;

/// <summary>A unit that may answer.</summary>
/// <param name="Question">What it may answer.</param>
/// <param name="Passage">The passage.</param>
/// <param name="Index">The unit's index in it.</param>
/// <param name="Features">What speaks for it.</param>
/// <param name="Score">The ranking model's log odds that it holds the answer.</param>
internal sealed record SentenceCandidate(AnalysedQuestion Question, PassageText Passage, int Index, SentenceFeatures Features, double Score)
{
    internal EvidenceUnit Unit => Passage.Units[Index];
}
