using System.Globalization;

namespace RagCluster.Corpus.Metadata;

/// <summary>One value of a document's metadata: exactly one of text, number and flag is set.</summary>
/// <param name="Text">The text, or null.</param>
/// <param name="Number">The number, or null.</param>
/// <param name="Flag">The truth value, or null.</param>
[GenerateSerializer]
[Alias("RagCluster.MetadataValue")]
public sealed record MetadataValue([property: Id(0)] string? Text, [property: Id(1)] double? Number, [property: Id(2)] bool? Flag)
{
    /// <summary>A text.</summary>
    /// <param name="value">The text.</param>
    public static MetadataValue Of(string value) => new(value, null, null);

    /// <summary>A number.</summary>
    /// <param name="value">The number.</param>
    public static MetadataValue Of(double value) => new(null, value, null);

    /// <summary>A truth value.</summary>
    /// <param name="value">The truth value.</param>
    public static MetadataValue Of(bool value) => new(null, null, value);

    /// <summary>The value as a person would write it.</summary>
    public override string ToString() => Text ?? Number?.ToString(CultureInfo.InvariantCulture) ?? (Flag == true ? "true" : "false");
}
