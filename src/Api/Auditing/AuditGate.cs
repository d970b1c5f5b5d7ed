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

    /// <summary>Notes requests that are refused before an endpoint is chosen, such as those of another origin's page.</summary>
    internal static async Task NoteEarlyRefusalsAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        IServiceProvider services = context.RequestServices;
        if (
            context.Response.StatusCode == StatusCodes.Status403Forbidden
            && context.GetEndpoint() is null
            && services.GetRequiredService<IOptions<AuditOptions>>().Value.IsOn
        )
        {
            AuditEvent refused = Event(
                context,
                services.GetRequiredService<TimeProvider>().GetUtcNow(),
                $"{context.Request.Method} of another origin",
                new AuditNote("unknown", context.Response.StatusCode)
            );
            services.GetRequiredService<AuditLog>().Add(refused);
        }
    }

    /// <summary>Lets a request through and notes what became of it.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        if (!options.Value.IsOn || context.GetEndpoint() is not RouteEndpoint endpoint)
        {
            await next(context);
            return;
        }

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
