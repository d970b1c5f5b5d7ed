namespace RagCluster.Grounding.Evidence;

/// <summary>A date of a text, as far as the text gives it.</summary>
/// <param name="Day">The day of the month, or null.</param>
/// <param name="Month">The month, 1 to 12.</param>
/// <param name="Year">The year, or null.</param>
internal sealed record CalendarDate(int? Day, int Month, int? Year)
{
    /// <summary>The date that it is where the month stands first: 03/10/2025 is either.</summary>
    public CalendarDate? Other { get; init; }

    /// <summary>Whether both may be the same day; what one leaves out does not differ.</summary>
    internal bool Agrees(CalendarDate other) =>
        IsLike(other)
        || (Other?.IsLike(other) ?? false)
        || (other.Other is { } swapped && (IsLike(swapped) || (Other?.IsLike(swapped) ?? false)));

    /// <summary>The same month of the same year.</summary>
    internal CalendarDate WithoutDay() => this with { Day = null, Other = Other?.WithoutDay() };

    private bool IsLike(CalendarDate other) =>
        Month == other.Month && (Day ?? other.Day) == (other.Day ?? Day) && (Year ?? other.Year) == (other.Year ?? Year);
}
