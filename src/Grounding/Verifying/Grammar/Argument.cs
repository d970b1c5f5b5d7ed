namespace RagCluster.Grounding.Verifying.Grammar;

/// <summary>A noun or a number and what it is to its verb.</summary>
/// <param name="Token">Its place.</param>
/// <param name="Slot">"agent", "patient", or the preposition before it, those of like meaning under one name.</param>
internal readonly record struct Argument(int Token, string Slot)
{
    /// <summary>What does it.</summary>
    internal const string Agent = "agent";

    /// <summary>To which it is done, or what it is.</summary>
    internal const string Patient = "patient";
}
