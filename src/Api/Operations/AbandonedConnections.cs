using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace RagCluster.Api.Operations;

/// <summary>Breaks off the connections of a node whose silo the others have declared dead, so that clients ask another node.</summary>
internal static class AbandonedConnections
{
    /// <summary>Watches the connections of an endpoint. By connection, since each request that registered itself cost time.</summary>
    internal static void Use(ListenOptions endpoint)
    {
        NodeState state = endpoint.ApplicationServices.GetRequiredService<NodeState>();
        endpoint.Use(next =>
            async connection =>
            {
                await using CancellationTokenRegistration abort = state.Abandoned.UnsafeRegister(
                    static open => ((ConnectionContext)open!).Abort(),
                    connection
                );
                await next(connection);
            }
        );
    }
}
