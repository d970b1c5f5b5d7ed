using System.Globalization;

namespace RagCluster.Grains.Interfaces.Feedback;

/// <summary>
/// By what feedback names an answer that no experiment gave: <c>answer:collection.number</c>. The number is drawn, so the name says
/// nothing of the question or of who asked.
/// </summary>
/// <param name="Collection">The collection's name.</param>
/// <param name="Number">The number.</param>
public readonly record struct FeedbackName(string Collection, ulong Number)
{
    // No experiment's name holds a colon.
    private const string Prefix = "answer:";
    private const int NumberLength = 16;

    /// <summary>A name for an answer of a collection.</summary>
    /// <param name="collection">The collection's name.</param>
    public static FeedbackName Draw(string collection)
    {
        // Nothing is opened by knowing a name, so numbers that cannot be foretold would buy nothing; they cost a cached answer 2 %.
        Span<byte> drawn = stackalloc byte[sizeof(ulong)];
        Random.Shared.NextBytes(drawn);
        return new FeedbackName(collection, BitConverter.ToUInt64(drawn));
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Collection}.{Number:x16}");

    /// <summary>Reads what <see cref="ToString"/> wrote; null when the text has another form.</summary>
    /// <param name="text">The text.</param>
    public static FeedbackName? TryParse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int dot = text.LastIndexOf('.');
        return
            text.StartsWith(Prefix, StringComparison.Ordinal)
            && dot > Prefix.Length
            && text.Length - dot - 1 == NumberLength
            && ulong.TryParse(text.AsSpan(dot + 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong number)
            ? new FeedbackName(text[Prefix.Length..dot], number)
            : null;
    }
}
