using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RagCluster.Access;
using RagCluster.Api.Access;
using RagCluster.Api.Admission;
using RagCluster.Grains.Interfaces.Access;

namespace RagCluster.Api.Auditing;

/// <summary>
/// Notes who changed something or tried to, what administrators looked at, and who was refused. Searches, answers and reads of those who
/// may are not in the log.
/// </summary>
internal sealed class AuditGate(RequestDelegate next, AuditLog log, AccessControl access, IOptions<AuditOptions> options, TimeProvider time)
{
    private const int TextMax = 600;

    private const Permission Noted =
        Permission.DocumentsWrite | Permission.DocumentsDelete | Permission.ModelsManage | Permission.SystemAdmin;

    /// <summary>
    /// Notes a refusal as it is written, of what no gate watches: a request that no endpoint was chosen for, such as one of another
    /// origin's page, and one whose endpoint has <see cref="RefusalsNoted"/>.
    /// </summary>
    internal static void NoteRefusal(HttpContext context, int status)
    {
        RouteEndpoint? endpoint = context.GetEndpoint() as RouteEndpoint;
        if (endpoint is not null && endpoint.Metadata.GetMetadata<RefusalsNoted>() is null)
            return;
        IServiceProvider services = context.RequestServices;
        if (!services.GetRequiredService<IOptions<AuditOptions>>().Value.IsOn)
            return;
        string what = endpoint?.RoutePattern.RawText ?? "of another origin";
        AuditNote note = new(endpoint is null ? "unknown" : AuditNote.NameOf(context.Caller()), status);
        DateTimeOffset now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        services.GetRequiredService<AuditLog>().Add(Event(context, now, $"{context.Request.Method} {what}", note));
    }

    /// <summary>Lets a request through and notes what became of it.</summary>
    public Task InvokeAsync(HttpContext context) =>
        options.Value.IsOn && context.GetEndpoint() is RouteEndpoint endpoint && endpoint.Metadata.GetMetadata<RefusalsNoted>() is null
            ? WatchAsync(context, endpoint)
            : next(context);

    private async Task WatchAsync(HttpContext context, RouteEndpoint endpoint)
    {
        try
        {
            await next(context);
        }
        catch (Exception failure)
        {
            Note(context, endpoint, Problems.From(failure).Status ?? StatusCodes.Status500InternalServerError);
            throw;
        }

        Note(context, endpoint, context.Response.StatusCode);
    }

    private void Note(HttpContext context, RouteEndpoint endpoint, int status)
    {
        AuditNote? own = context.Features[typeof(AuditNote)] as AuditNote;
        if (own is null && !IsNoted(context, endpoint, status))
            return;
        log.Add(
            Event(
                context,
                time.GetUtcNow(),
                $"{context.Request.Method} {endpoint.RoutePattern.RawText}",
                own ?? new AuditNote(AuditNote.NameOf(context.Caller()), status)
            )
        );
    }

    private static AuditEvent Event(HttpContext context, DateTimeOffset at, string action, AuditNote note) =>
        new(
            at,
            Cut(note.Subject),
            ClientAddress.Plain(context.Connection.RemoteIpAddress)?.ToString() ?? "unknown",
            action,
            Cut(note.Target ?? AuditNote.TargetOf(context)),
            note.Status,
            1,
            Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier
        )
        {
            Tenant = context.Caller()?.Tenant is { } tenant and not Principal.DefaultTenant ? tenant : null,
        };

    private bool IsNoted(HttpContext context, RouteEndpoint endpoint, int status)
    {
        if (endpoint.Metadata.GetMetadata<NeededPermission>()?.Permission is not { } needed)
            return false;
        if (status is StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden)
            return true;
        // Where nobody is asked who they are, it says nothing that somebody looked.
        bool isRead = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);
        return (needed & Noted) != Permission.None
            && (!isRead || (access.IsRequired && (needed & Permission.SystemAdmin) != Permission.None));
    }

    private static string Cut(string text) => text.Length <= TextMax ? text : text[..TextMax];
}
