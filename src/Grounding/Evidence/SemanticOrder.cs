namespace RagCluster.Grounding.Evidence;

/// <summary>
/// Lets the meaning of question and sentence, as embeddings see it, break what words leave open: the cosines of the best
/// candidates, standardised within the question, so that one weight serves models of different spread. The calibrated
/// probability of an answer stays one of words, since it can't hold for every model.
/// </summary>
internal static class SemanticOrder
{
    private const int CandidatesMax = 32;
    private const double Weight = 0.3;
    private const double DeviationsMax = 2;

    internal static async Task<EvidenceSet> ApplyAsync(EvidenceSet evidence, EmbedTexts embed, CancellationToken cancellationToken)
    {
        List<SentenceCandidate> candidates = evidence.Candidates;
        int count = Math.Min(CandidatesMax, candidates.Count);
        if (count < 2)
            return evidence;
        string[] texts = [evidence.Question.Text, .. candidates.Take(count).Select(c => c.Passage.TextOf(c.Unit))];
        float[][] vectors = await embed(texts, cancellationToken);
        double[] cosines = [.. Enumerable.Range(1, count).Select(i => Cosine(vectors[0], vectors[i]))];
        double mean = cosines.Average();
        double deviation = Math.Sqrt(cosines.Average(c => (c - mean) * (c - mean)));
        if (deviation < 1e-6)
            return evidence;
        IEnumerable<SentenceCandidate> order = Enumerable
            .Range(0, count)
            .Select(i => (Candidate: candidates[i], Nearness: Math.Clamp((cosines[i] - mean) / deviation, -DeviationsMax, DeviationsMax)))
            .OrderByDescending(c => c.Candidate.Score + (Weight * c.Nearness))
            .Select(c => c.Candidate with { Cosine = c.Nearness / DeviationsMax });
        return evidence with { Candidates = [.. order, .. candidates.Skip(count)] };
    }

    private static double Cosine(float[] left, float[] right)
    {
        double dot = 0,
            leftSquare = 0,
            rightSquare = 0;
        for (int i = 0; i < left.Length && i < right.Length; i++)
        {
            dot += left[i] * right[i];
            leftSquare += left[i] * left[i];
            rightSquare += right[i] * right[i];
        }

        return leftSquare > 0 && rightSquare > 0 ? dot / Math.Sqrt(leftSquare * rightSquare) : 0;
    }
}
