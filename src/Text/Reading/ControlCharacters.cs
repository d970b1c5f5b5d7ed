namespace RagCluster.Text.Reading;

/// <summary>Bytes below 0x20 that text does not hold.</summary>
internal static class ControlCharacters
{
    // Old texts hold a form feed or an escape here and there; more than one in 200 bytes is no text.
    private const int BytesPerControl = 200;

    internal static bool AreTooMany(ReadOnlySpan<byte> content)
    {
        int count = 0;
        foreach (byte b in content)
            count += IsControl(b) ? 1 : 0;
        return count > 0 && count >= content.Length / BytesPerControl;
    }

    internal static int First(ReadOnlySpan<byte> content)
    {
        for (int i = 0; i < content.Length; i++)
        {
            if (IsControl(content[i]))
                return i;
        }

        return 0;
    }

    private static bool IsControl(byte b) => b is < 0x20 and not (0x09 or 0x0A or 0x0C or 0x0D) or 0x7F;
}
