using RagCluster.Grounding.Evidence;

namespace RagCluster.Grounding.Verifying.Languages;

/// <summary>A word of content in a language other than English.</summary>
/// <param name="Token">The word, as it is compared.</param>
/// <param name="Sides">The lines of opposites in which it stands, and on which side.</param>
internal sealed record LanguageTerm(Token Token, List<(int Pair, bool IsRight)> Sides);
