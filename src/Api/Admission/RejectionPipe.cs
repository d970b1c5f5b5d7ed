using System.IO.Pipelines;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace RagCluster.Api.Admission;

/// <summary>A connection whose responses can be ended by one of ours.</summary>
internal sealed class RejectionPipe(IDuplexPipe connection) : IDuplexPipe
{
    /// <inheritdoc/>
    public PipeReader Input => connection.Input;

    /// <inheritdoc/>
    public PipeWriter Output { get; } = new RejectionWriter(connection.Output);

    /// <summary>Puts such a pipe into every connection of an endpoint.</summary>
    internal static void Use(ListenOptions endpoint) =>
        endpoint.Use(next =>
            async connection =>
            {
                IDuplexPipe plain = connection.Transport;
                connection.Transport = new RejectionPipe(plain);
                try
                {
                    await next(connection);
                }
                finally
                {
                    connection.Transport = plain;
                }
            }
        );
}
