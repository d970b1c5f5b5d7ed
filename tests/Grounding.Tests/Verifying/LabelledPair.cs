namespace RagCluster.Grounding.Tests.Verifying;

/// <summary>A sentence and a source, with what a reader would say of them.</summary>
/// <param name="Kind">How the sentence was made.</param>
/// <param name="Claim">The sentence.</param>
/// <param name="Title">The source's title.</param>
/// <param name="Source">The source's text.</param>
/// <param name="IsSupported">Whether the source says what the sentence says.</param>
/// <param name="IsHeldOut">Whether it belongs to the half that no threshold was fitted on.</param>
internal sealed record LabelledPair(string Kind, string Claim, string Title, string Source, bool IsSupported, bool IsHeldOut);
