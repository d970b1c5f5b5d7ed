using System.Globalization;

namespace RagCluster.Grains.Interfaces.Experiments;

/// <summary>
/// By what feedback names the query that it is about: <c>experiment.unit</c>. It holds no text of the query and no name of who asked.
/// </summary>
/// <param name="Experiment">The experiment.</param>
/// <param name="Unit">The unit's number.</param>
public readonly record struct FeedbackId(string Experiment, ulong Unit)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Experiment}.{Unit:x16}");

    /// <summary>Reads what <see cref="ToString"/> wrote; null when the text has another form.</summary>
    /// <param name="text">The text.</param>
    public static FeedbackId? TryParse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int dot = text.LastIndexOf('.');
        return
            dot > 0
            && text.Length - dot == 17
            && ulong.TryParse(text.AsSpan(dot + 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong unit)
            ? new FeedbackId(text[..dot], unit)
            : null;
    }
}
