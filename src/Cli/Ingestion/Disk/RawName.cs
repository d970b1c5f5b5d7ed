using System.Text;

namespace RagCluster.Cli.Ingestion.Disk;

/// <summary>
/// Names of files as strings without loss. On Linux a name is bytes; each byte that is not UTF-8 becomes a lone surrogate from U+DC80 to
/// U+DCFF, which no UTF-8 text holds, and becomes that byte again (PEP 383). Without this .NET reads such a name as U+FFFD, and no file has
/// that name.
/// </summary>
internal static class RawName
{
    private const char FirstByte = '\uDC80';
    private const char LastByte = '\uDCFF';
    private const int SurrogateOffset = 0xDC00;

    /// <summary>A name from its bytes.</summary>
    internal static string Decode(ReadOnlySpan<byte> bytes)
    {
        StringBuilder name = new(bytes.Length);
        while (!bytes.IsEmpty)
        {
            bool isText = Rune.DecodeFromUtf8(bytes, out Rune rune, out int length) == System.Buffers.OperationStatus.Done;
            if (isText)
            {
                name.Append(rune.ToString());
            }
            else
            {
                foreach (byte odd in bytes[..length])
                    name.Append((char)(SurrogateOffset + odd));
            }

            bytes = bytes[length..];
        }

        return name.ToString();
    }

    /// <summary>The bytes of a path, ended by a zero as the system's calls want it.</summary>
    internal static byte[] Encode(string path)
    {
        List<byte> bytes = new(path.Length + 1);
        Span<byte> one = stackalloc byte[4];
        for (int i = 0; i < path.Length; )
        {
            if (IsByte(path, i))
            {
                bytes.Add((byte)(path[i] - SurrogateOffset));
                i++;
                continue;
            }

            Rune.DecodeFromUtf16(path.AsSpan(i), out Rune rune, out int consumed);
            bytes.AddRange(one[..rune.EncodeToUtf8(one)]);
            i += consumed;
        }

        bytes.Add(0);
        return [.. bytes];
    }

    /// <summary>
    /// The name in the form that the server keeps: bytes that are no text, control characters and, where they part no folders, backslashes
    /// stand as <c>%1B</c>, since a document's name is relative text with forward slashes. A per cent sign stays what it is.
    /// </summary>
    internal static string Printable(string name)
    {
        StringBuilder printable = new(name.Length);
        for (int i = 0; i < name.Length; i++)
        {
            char c = name[i];
            if (IsByte(name, i))
                printable.Append(System.Globalization.CultureInfo.InvariantCulture, $"%{c - SurrogateOffset:X2}");
            else if (char.IsControl(c) || (c == '\\' && !OperatingSystem.IsWindows()))
                AppendEscaped(printable, c);
            else
                printable.Append(c == '\\' ? '/' : c);
        }

        return printable.ToString();
    }

    // The second half of a pair is no byte.
    private static bool IsByte(string name, int place) =>
        name[place] is >= FirstByte and <= LastByte && (place == 0 || !char.IsHighSurrogate(name[place - 1]));

    private static void AppendEscaped(StringBuilder printable, char c)
    {
        Span<byte> bytes = stackalloc byte[2];
        foreach (byte part in bytes[..Encoding.UTF8.GetBytes([c], bytes)])
            printable.Append(System.Globalization.CultureInfo.InvariantCulture, $"%{part:X2}");
    }
}
