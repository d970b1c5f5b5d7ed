namespace RagCluster.Grounding.Verifying;

/// <summary>A number with its unit.</summary>
/// <param name="Value">The value: scales ("2 million") and number words are worked out.</param>
/// <param name="Unit">The unit's one name, or null for a bare number.</param>
/// <param name="First">The index of its first token.</param>
/// <param name="Last">The index of its last token, the unit included.</param>
internal readonly record struct Quantity(double Value, string? Unit, int First, int Last)
{
    private const double ToleranceRelative = 1e-9;

    /// <summary>The unit that it is for each of ("per minute", "/h", "a day"), or null.</summary>
    internal string? Per { get; init; }

    /// <summary>The value of the number's other reading.</summary>
    internal double? Other { get; init; }

    internal bool IsYear => Unit is null && Value is >= 1000 and <= 2100 && Value == Math.Floor(Value);

    internal bool IsSameValue(Quantity other) =>
        IsSame(Value, other.Value)
        || (other.Other is { } theirs && (IsSame(Value, theirs) || (Other is { } own && IsSame(own, theirs))))
        || (Other is { } mine && IsSame(mine, other.Value));

    /// <summary>Whether the other says the same number of the same thing; a unit that one leaves out does not differ.</summary>
    internal bool Agrees(Quantity other) => IsSameValue(other) && IsSameUnit(Unit, other.Unit) && IsSameUnit(Per, other.Per);

    private static bool IsSameUnit(string? left, string? right) => left is null || right is null || left == right;

    private static bool IsSame(double left, double right) => Math.Abs(left - right) <= ToleranceRelative * Math.Max(1, Math.Abs(left));
}
