namespace RagCluster.Grounding.Evidence;

/// <summary>What an ambiguous number or month may be too: 1.234 is 1234 in many languages.</summary>
/// <param name="Stem">What is compared.</param>
/// <param name="Value">The value of a number.</param>
internal sealed record OtherReading(string Stem, double Value)
{
    internal OtherReading(double value)
        : this(Tokens.NumberStem(value), value) { }
}
