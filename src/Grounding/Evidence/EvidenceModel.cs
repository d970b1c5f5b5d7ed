namespace RagCluster.Grounding.Evidence;

/// <summary>Orders units by the log odds that they hold the answer: a logistic model over <see cref="SentenceFeatures"/>.</summary>
internal static class EvidenceModel
{
    internal static double Score(in SentenceFeatures f) =>
        (2.35 * f.Own)
        + (1.41 * f.Near)
        + (1.0 * f.Whole)
        + (1.0 * f.Pairs)
        + (1.46 * f.Type)
        + (0.5 * f.Anchors)
        + (0.8 * f.Rank)
        + (0.29 * f.Relative)
        - (2.0 * f.Short)
        - 5.0;
}
