using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace RagCluster.Api.Limits;

/// <summary>
/// Limits bodies to what their class of requests needs: only uploads are as large as uploads are. Otherwise whoever may search, or who has
/// no credentials at all and tries to sign in, could hold the memory that uploads wait for.
/// </summary>
internal sealed class BodySizeGate(RequestDelegate next, IOptions<ApiOptions> options)
{
    // A name, a password, a key.
    private const long WithoutCredentialsMax = 64 << 10;

    /// <summary>Lets a request through with its limit.</summary>
    /// <exception cref="BadHttpRequestException">It says that it is larger.</exception>
    public Task InvokeAsync(HttpContext context)
    {
        RequestClass? requests = BulkheadGate.ClassOf(context);
        if (requests == RequestClass.Write || context.Features.Get<IHttpMaxRequestBodySizeFeature>() is not { IsReadOnly: false } size)
            return next(context);
        long limit = requests is null ? WithoutCredentialsMax : options.Value.RequestBytesMax;
        if (context.Request.ContentLength > limit)
            throw new BadHttpRequestException("The body is too large.", StatusCodes.Status413PayloadTooLarge);
        size.MaxRequestBodySize = limit;
        return next(context);
    }
}
