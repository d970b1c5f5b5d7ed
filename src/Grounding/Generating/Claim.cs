using RagCluster.Corpus.Answers;
using RagCluster.Grounding.Evidence;
using RagCluster.Grounding.Verifying;

namespace RagCluster.Grounding.Generating;

/// <summary>What a part says, to be checked.</summary>
/// <param name="Text">It, as plain text without marks.</param>
/// <param name="Verify">How far a passage supports it.</param>
/// <param name="Show">Makes what is shown of it, once it passed.</param>
internal sealed record Claim(string Text, Func<PassageText, Support> Verify, Func<AnswerSentence> Show);
