namespace RagCluster.Grounding.Verifying.Grammar;

/// <summary>What a sentence says of whom: a verb, or a form of "be", and what goes with it.</summary>
/// <param name="Verb">The place of the verb.</param>
/// <param name="Arguments">The nouns and numbers before and behind it.</param>
/// <param name="IsCopula">Whether it is a form of "be" that links its agents to what they are.</param>
internal sealed record Predicate(int Verb, IReadOnlyList<Argument> Arguments, bool IsCopula);
