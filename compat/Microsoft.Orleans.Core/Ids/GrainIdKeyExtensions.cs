using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Orleans.Runtime;

/// <summary>Keys as the bytes of an identifier: numbers in hexadecimal, GUIDs in 32 digits, an extension after a plus sign.</summary>
public static class GrainIdKeyExtensions
{
    private const byte Separator = (byte)'+';
    private const int GuidLength = 32;

    public static IdSpan CreateIntegerKey(long key) => IdSpan.Create(key.ToString("X", CultureInfo.InvariantCulture));

    public static IdSpan CreateIntegerKey(long key, string? keyExtension) =>
        string.IsNullOrWhiteSpace(keyExtension)
            ? CreateIntegerKey(key)
            : IdSpan.Create(string.Create(CultureInfo.InvariantCulture, $"{key:X}+{keyExtension}"));

    public static IdSpan CreateGuidKey(Guid key) => IdSpan.Create(key.ToString("N"));

    public static IdSpan CreateGuidKey(Guid key, string? keyExtension) =>
        string.IsNullOrWhiteSpace(keyExtension) ? CreateGuidKey(key) : IdSpan.Create($"{key:N}+{keyExtension}");

    public static bool TryGetIntegerKey(this GrainId grainId, out long key, out string? keyExt)
    {
        ReadOnlySpan<byte> text = grainId.Key.AsSpan();
        keyExt = null;
        int plus = text.IndexOf(Separator);
        if (plus >= 0)
        {
            keyExt = Encoding.UTF8.GetString(text[(plus + 1)..]);
            text = text[..plus];
        }

        return Utf8Parser.TryParse(text, out key, out int length, 'X') && length == text.Length;
    }

    public static long GetIntegerKey(this GrainId grainId, out string? keyExt) =>
        grainId.TryGetIntegerKey(out long key, out keyExt) ? key : throw Invalid(grainId, "an Integer");

    public static long GetIntegerKey(this GrainId grainId) => grainId.GetIntegerKey(out _);

    public static bool TryGetGuidKey(this GrainId grainId, out Guid key, out string? keyExt)
    {
        ReadOnlySpan<byte> text = grainId.Key.AsSpan();
        keyExt = null;
        key = default;
        if (text.Length > GuidLength && text[GuidLength] == Separator)
        {
            keyExt = Encoding.UTF8.GetString(text[(GuidLength + 1)..]);
            text = text[..GuidLength];
        }

        return text.Length == GuidLength && Utf8Parser.TryParse(text, out key, out int length, 'N') && length == GuidLength;
    }

    public static Guid GetGuidKey(this GrainId grainId, out string? keyExt) =>
        grainId.TryGetGuidKey(out Guid key, out keyExt) ? key : throw Invalid(grainId, "a Guid");

    public static Guid GetGuidKey(this GrainId grainId) => grainId.GetGuidKey(out _);

    private static ArgumentException Invalid(GrainId grainId, string kind) =>
        new($"Value \"{grainId}\" is not in the correct format for {kind} key.", nameof(grainId));
}
