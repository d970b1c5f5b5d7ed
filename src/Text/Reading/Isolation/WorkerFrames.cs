using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using RagCluster.Text.Linking;

namespace RagCluster.Text.Reading.Isolation;

/// <summary>
/// What a server and a worker say to each other over a pipe: frames of a length and so many bytes, integers little-endian.
/// Request: kind, name (UTF-8 with its length), content. Reply: kind; then of a document its title and text (UTF-16 with their lengths),
/// format, blocks, pages, lines and links, of a refusal its code and message. A text that is ASCII is sent as such, its length inverted.
/// Neither trusts what the other sent.
/// </summary>
internal static class WorkerFrames
{
    /// <summary>The bytes of a frame's length.</summary>
    internal const int LengthBytes = 4;

    private const int BlockHeadBytes = 11;
    private const int BlockBytes = BlockHeadBytes + LengthBytes;
    private const int PageBytes = 12;
    private const int LineBytes = 8;
    private const int LinkBytes = 8 + LengthBytes;

    /// <summary>Writes the head of a request's frame; the content follows it.</summary>
    internal static void WriteHead(IBufferWriter<byte> output, WorkerRequest request)
    {
        int nameBytes = Encoding.UTF8.GetByteCount(request.Name);
        WriteInt(output, 1 + LengthBytes + nameBytes + request.Content.Length);
        WriteByte(output, (byte)request.Kind);
        WriteInt(output, nameBytes);
        Encoding.UTF8.GetBytes(request.Name, output);
    }

    /// <summary>Reads a request's frame, without its length.</summary>
    internal static WorkerRequest ReadRequest(ReadOnlyMemory<byte> frame)
    {
        ReadOnlySpan<byte> rest = frame.Span;
        WorkerRequestKind kind = (WorkerRequestKind)TakeByte(ref rest);
        string name = Encoding.UTF8.GetString(Take(ref rest, TakeInt(ref rest)));
        return new WorkerRequest(kind, name, frame[^rest.Length..]);
    }

    /// <summary>Writes a reply's frame.</summary>
    internal static void WriteReply(ArrayBufferWriter<byte> output, WorkerReply reply)
    {
        WriteInt(
            output,
            1
                + (reply.Document is { } d ? DocumentBytes(d) : 0)
                + (reply.Code is null ? 0 : TextBytes(reply.Code) + TextBytes(reply.Message!))
        );
        WriteByte(output, (byte)reply.Kind);
        if (reply.Document is { } document)
            WriteDocument(output, document);
        if (reply.Code is null)
            return;
        WriteText(output, reply.Code);
        WriteText(output, reply.Message!);
    }

    /// <summary>Reads a reply's frame, without its length, and checks that its places lie in its text.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    internal static WorkerReply ReadReply(ReadOnlySpan<byte> frame)
    {
        WorkerReplyKind kind = (WorkerReplyKind)TakeByte(ref frame);
        return kind switch
        {
            WorkerReplyKind.Ready or WorkerReplyKind.OutOfMemory => new WorkerReply(kind),
            WorkerReplyKind.Document => new WorkerReply(kind, ReadDocument(ref frame)),
            WorkerReplyKind.Refusal => new WorkerReply(kind, null, TakeText(ref frame), TakeText(ref frame)),
            _ => throw Malformed(),
        };
    }

    private static int DocumentBytes(ExtractedDocument document) =>
        TextBytes(document.Title)
        + TextBytes(document.Text)
        + 1
        + (4 * LengthBytes)
        + (document.Blocks.Count * BlockBytes)
        + LanguageBytes(document.Blocks)
        + (document.Pages.Count * PageBytes)
        + (document.Lines.Count * LineBytes)
        + document.Links.Sum(link => LinkBytes - LengthBytes + TextBytes(link.Target));

    private static void WriteDocument(ArrayBufferWriter<byte> output, ExtractedDocument document)
    {
        WriteText(output, document.Title);
        WriteText(output, document.Text);
        WriteByte(output, (byte)document.Format);
        WriteInt(output, document.Blocks.Count);
        foreach (TextBlock block in document.Blocks)
        {
            Span<byte> head = output.GetSpan(BlockHeadBytes);
            (head[0], head[1], head[2]) = ((byte)block.Kind, (byte)block.HeadingLevel, (byte)block.HeadLines);
            BinaryPrimitives.WriteInt32LittleEndian(head[3..], block.Start);
            BinaryPrimitives.WriteInt32LittleEndian(head[7..], block.End);
            output.Advance(BlockHeadBytes);
            WriteText(output, block.Language);
        }

        WriteInt(output, document.Pages.Count);
        foreach (PageSpan page in document.Pages)
        {
            WriteInt(output, page.Number);
            WriteInt(output, page.Start);
            WriteInt(output, page.End);
        }

        WriteInt(output, document.Lines.Count);
        foreach (SourceLine line in document.Lines)
        {
            WriteInt(output, line.Start);
            WriteInt(output, line.Number);
        }

        WriteInt(output, document.Links.Count);
        foreach (TextLink link in document.Links)
        {
            WriteInt(output, link.Start);
            WriteInt(output, link.End);
            WriteText(output, link.Target);
        }
    }

    private static ExtractedDocument ReadDocument(ref ReadOnlySpan<byte> frame)
    {
        (string? title, string? text) = (TakeText(ref frame), TakeText(ref frame));
        DocumentFormat format = (DocumentFormat)TakeByte(ref frame);
        TextBlock[] blocks = new TextBlock[TakeCount(ref frame, BlockBytes)];
        int end = 0;
        for (int i = 0; i < blocks.Length; i++)
        {
            ReadOnlySpan<byte> head = Take(ref frame, BlockHeadBytes);
            (BlockKind kind, byte level) = ((BlockKind)head[0], head[1]);
            (int start, int stop) = (BinaryPrimitives.ReadInt32LittleEndian(head[3..]), BinaryPrimitives.ReadInt32LittleEndian(head[7..]));
            blocks[i] = new TextBlock(kind, start, stop, level) { HeadLines = head[2], Language = TakeText(ref frame) };
            if (
                start < end
                || stop < start
                || stop > text.Length
                || kind > BlockKind.Definition
                || level > 6
                || blocks[i].Language.Length > TextBlock.LanguageLengthMax
            )
                throw Malformed();
            end = stop;
        }

        PageSpan[] pages = new PageSpan[TakeCount(ref frame, PageBytes)];
        for (int i = 0; i < pages.Length; i++)
        {
            pages[i] = new PageSpan(TakeInt(ref frame), TakeInt(ref frame), TakeInt(ref frame));
            if (pages[i].Start < 0 || pages[i].End < pages[i].Start || pages[i].End > text.Length)
                throw Malformed();
        }

        SourceLine[] lines = ReadLines(ref frame, text.Length);
        TextLink[] links = ReadLinks(ref frame, text.Length);
        return format <= DocumentFormat.Docx && frame.IsEmpty
            ? new ExtractedDocument(title, text, format, blocks, pages) { Lines = lines, Links = links }
            : throw Malformed();
    }

    private static SourceLine[] ReadLines(ref ReadOnlySpan<byte> frame, int length)
    {
        SourceLine[] lines = new SourceLine[TakeCount(ref frame, LineBytes)];
        int start = 0;
        for (int i = 0; i < lines.Length; i++)
        {
            lines[i] = new SourceLine(TakeInt(ref frame), TakeInt(ref frame));
            if (lines[i].Start < start || lines[i].Start > length || lines[i].Number < 1)
                throw Malformed();
            start = lines[i].Start;
        }

        return lines;
    }

    private static TextLink[] ReadLinks(ref ReadOnlySpan<byte> frame, int length)
    {
        TextLink[] links = new TextLink[TakeCount(ref frame, LinkBytes)];
        int end = 0;
        for (int i = 0; i < links.Length; i++)
        {
            links[i] = new TextLink(TakeInt(ref frame), TakeInt(ref frame), TakeText(ref frame));
            if (links[i].Start < end || links[i].End <= links[i].Start || links[i].End > length || !LinkTarget.IsAllowed(links[i].Target))
                throw Malformed();
            end = links[i].End;
        }

        return links;
    }

    private static int LanguageBytes(IReadOnlyList<TextBlock> blocks)
    {
        int bytes = 0;
        for (int i = 0; i < blocks.Count; i++)
            bytes += TextBytes(blocks[i].Language) - LengthBytes;
        return bytes;
    }

    private static int TextBytes(string text) => LengthBytes + (Ascii.IsValid(text) ? text.Length : text.Length * sizeof(char));

    private static void WriteText(IBufferWriter<byte> output, string text)
    {
        if (text.Length > 0 && Ascii.IsValid(text))
        {
            WriteInt(output, ~text.Length);
            output.Advance(Encoding.Latin1.GetBytes(text, output.GetSpan(text.Length)));
            return;
        }

        WriteInt(output, text.Length);
        output.Write(MemoryMarshal.AsBytes(text.AsSpan()));
    }

    private static void WriteInt(IBufferWriter<byte> output, int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(output.GetSpan(LengthBytes), value);
        output.Advance(LengthBytes);
    }

    private static void WriteByte(IBufferWriter<byte> output, byte value)
    {
        output.GetSpan(1)[0] = value;
        output.Advance(1);
    }

    private static string TakeText(ref ReadOnlySpan<byte> frame)
    {
        int length = TakeInt(ref frame);
        return length < 0
            ? Encoding.Latin1.GetString(Take(ref frame, ~length))
            : new string(MemoryMarshal.Cast<byte, char>(Take(ref frame, Checked(length, frame, sizeof(char)) * sizeof(char))));
    }

    private static int TakeCount(ref ReadOnlySpan<byte> frame, int size) => Checked(TakeInt(ref frame), frame, size);

    // A count that the rest of the frame cannot hold must not be allocated.
    private static int Checked(int count, ReadOnlySpan<byte> frame, int size) =>
        count >= 0 && count <= frame.Length / size ? count : throw Malformed();

    private static int TakeInt(ref ReadOnlySpan<byte> frame) => BinaryPrimitives.ReadInt32LittleEndian(Take(ref frame, LengthBytes));

    private static byte TakeByte(ref ReadOnlySpan<byte> frame) => Take(ref frame, 1)[0];

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> frame, int count)
    {
        if (count < 0 || count > frame.Length)
            throw Malformed();
        ReadOnlySpan<byte> taken = frame[..count];
        frame = frame[count..];
        return taken;
    }

    private static InvalidDataException Malformed() => new("The frame is malformed.");
}
