namespace RagCluster.Lexical.Bm25;

/// <summary>What decides whether a row stays a candidate while one term is looked up.</summary>
/// <param name="Without">The most that the terms still open after this one can add.</param>
/// <param name="WithTerm">The same with this one.</param>
/// <param name="Threshold">A row whose bound is below it is no hit.</param>
internal readonly record struct RefineLimits(float Without, float WithTerm, float Threshold);
