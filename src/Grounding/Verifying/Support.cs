using RagCluster.Text.Reading;

namespace RagCluster.Grounding.Verifying;

/// <summary>How well a passage supports a sentence.</summary>
/// <param name="Score">The probability that the passage says what the sentence says, 0 to 1; 0 with a fault.</param>
/// <param name="IsSupported">Whether the score is enough and nothing contradicts.</param>
/// <param name="Evidence">The best supporting span of the chunk's text: one to three sentences.</param>
/// <param name="Fault">What is not supported, as one sentence for people; null when all is.</param>
public sealed record Support(double Score, bool IsSupported, TextSpan Evidence, string? Fault);
