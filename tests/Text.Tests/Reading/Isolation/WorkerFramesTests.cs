using System.Buffers;
using System.Buffers.Binary;
using RagCluster.Text.Linking;
using RagCluster.Text.Reading;
using RagCluster.Text.Reading.Isolation;

namespace RagCluster.Text.Tests.Reading.Isolation;

public sealed class WorkerFramesTests
{
    [Theory]
    [InlineData("Plain text.", "Title")]
    [InlineData("Grüße, 世界 \ud83d\ude00", "Ein Titel mit ß")]
    [InlineData("\ud800 alone", "")]
    public void ReadReply_WhatWriteReplyWrote_IsTheSame(string text, string title)
    {
        ExtractedDocument document = new(
            title,
            text,
            DocumentFormat.Markdown,
            [
                new TextBlock(BlockKind.Heading, 0, 3, 2),
                new TextBlock(BlockKind.Code, 3, text.Length, 0) { HeadLines = 1, Language = "csharp" },
            ],
            [new PageSpan(1, 0, text.Length)]
        )
        {
            Lines = [new SourceLine(0, 3), new SourceLine(3, 8)],
            Links = [new TextLink(0, 2, "a.md"), new TextLink(2, 5, "https://ü.example/")],
        };

        ExtractedDocument read = WorkerFrames.ReadReply(Frame(document)).Document!;

        Assert.Equal((title, text), (read.Title, read.Text));
        Assert.Equal(document.Blocks, read.Blocks);
        Assert.Equal(document.Pages, read.Pages);
        Assert.Equal(document.Lines, read.Lines);
        Assert.Equal(document.Links, read.Links);
    }

    [Theory]
    [InlineData(0, 6, "a.md")]
    [InlineData(2, 2, "a.md")]
    [InlineData(0, 2, "javascript:alert(1)")]
    public void ReadReply_LinkThatNoReaderGives_IsRefused(int start, int end, string target)
    {
        ExtractedDocument document = new("Title", "Text.", DocumentFormat.Markdown, [], []) { Links = [new TextLink(start, end, target)] };

        Assert.Throws<InvalidDataException>(() => WorkerFrames.ReadReply(Frame(document)));
    }

    [Theory]
    [InlineData(int.MinValue)]
    [InlineData(-1_000_000)]
    [InlineData(1_000_000)]
    [InlineData(int.MaxValue)]
    public void ReadReply_LengthOfATextThatTheFrameCannotHold_IsRefused(int length)
    {
        byte[] frame = Frame(new ExtractedDocument("Title", "Text.", DocumentFormat.Markdown, [], []));
        BinaryPrimitives.WriteInt32LittleEndian(frame.AsSpan(1), length);

        Assert.Throws<InvalidDataException>(() => WorkerFrames.ReadReply(frame));
    }

    private static byte[] Frame(ExtractedDocument document)
    {
        ArrayBufferWriter<byte> buffer = new();
        WorkerFrames.WriteReply(buffer, new WorkerReply(WorkerReplyKind.Document, document));
        Assert.Equal(buffer.WrittenCount - WorkerFrames.LengthBytes, BinaryPrimitives.ReadInt32LittleEndian(buffer.WrittenSpan));
        return buffer.WrittenSpan[WorkerFrames.LengthBytes..].ToArray();
    }
}
