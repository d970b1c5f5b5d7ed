using System.IO.Pipelines;

namespace Orleans.Connections.Security;

/// <summary>A stream as the two pipes of a connection. The stream outlives them: who made it ends it.</summary>
internal sealed class StreamPipes(Stream stream) : IDuplexPipe
{
    public PipeReader Input { get; } = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));

    public PipeWriter Output { get; } = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
}
