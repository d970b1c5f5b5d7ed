using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace RagCluster.Api.Binding;

/// <summary>A body that was read whole, for whoever binds it: the server would put a stream and another buffer in between.</summary>
/// <param name="body">The body.</param>
internal sealed class BodyPipe(ReadOnlyMemory<byte> body) : IRequestBodyPipeFeature
{
    /// <inheritdoc/>
    public PipeReader Reader { get; } = PipeReader.Create(new ReadOnlySequence<byte>(body));
}
