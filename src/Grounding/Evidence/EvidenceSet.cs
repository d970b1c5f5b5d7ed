namespace RagCluster.Grounding.Evidence;

/// <summary>A question and the units that may answer it, best first.</summary>
/// <param name="Question">The question.</param>
/// <param name="Weights">The weight of each of its terms.</param>
/// <param name="Candidates">The units, best first.</param>
internal sealed record EvidenceSet(AnalysedQuestion Question, TermWeights Weights, List<SentenceCandidate> Candidates);
