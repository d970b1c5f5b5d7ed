namespace RagCluster.Grounding.Evidence;

/// <summary>A unit that may answer.</summary>
/// <param name="Question">What it may answer.</param>
/// <param name="Passage">The passage.</param>
/// <param name="Index">The unit's index in it.</param>
/// <param name="Features">What speaks for it.</param>
/// <param name="Score">The ranking model's log odds that it holds the answer.</param>
internal sealed record SentenceCandidate(AnalysedQuestion Question, PassageText Passage, int Index, SentenceFeatures Features, double Score)
{
    /// <summary>Its nearness to the question by embedding, standardised among the best units, -1 to 1; 0 when nobody measured it.</summary>
    internal double Cosine { get; init; }

    internal EvidenceUnit Unit => Passage.Units[Index];
}
