using Microsoft.AspNetCore.Http;
using RagCluster.Access;

namespace RagCluster.Api.Access;

/// <summary>Who makes a request, once it is known.</summary>
internal static class Callers
{
    /// <summary>Notes who makes a request.</summary>
    internal static void SetCaller(this HttpContext context, Principal caller) => context.Features[typeof(Principal)] = caller;

    /// <summary>Who makes a request; null while nobody is known.</summary>
    internal static Principal? Caller(this HttpContext context) => context.Features[typeof(Principal)] as Principal;
}
