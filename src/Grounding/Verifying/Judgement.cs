using RagCluster.Grounding.Evidence;
using RagCluster.Grounding.Verifying.Judging;
using RagCluster.Text.Reading;

namespace RagCluster.Grounding.Verifying;

/// <summary>What the checks of one window find.</summary>
/// <param name="Fault">What no other evidence outweighs, as one sentence; null when nothing does.</param>
internal sealed record Judgement(string? Fault)
{
    /// <summary>The weighted share of the claim's content that the window holds.</summary>
    internal double Share { get; init; }

    /// <summary>The clause of the claim that has too little in common with the window, or null.</summary>
    internal string? Apart { get; init; }

    /// <summary>Where the window lies in the chunk.</summary>
    internal TextSpan Span { get; init; }

    /// <summary>The tokens of its sentences, with those that it hangs on.</summary>
    internal List<List<Token>> Sentences { get; init; } = [];

    /// <summary>What contradicts, decisive or not.</summary>
    internal Contradiction? Contradiction { get; init; }

    /// <summary>Whether the window holds a form of each word, of what is in another language than English.</summary>
    internal bool IsHeld { get; init; }

    /// <summary>What speaks against it; null where there is a fault.</summary>
    internal FeatureSet? Features { get; init; }
}
