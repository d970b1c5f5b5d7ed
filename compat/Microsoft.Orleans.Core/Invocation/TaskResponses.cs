using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>Turns tasks into responses.</summary>
internal static class TaskResponses
{
    public static ValueTask<Response> FromTask(Task task) => task.IsCompletedSuccessfully ? new(Response.Completed) : AwaitTask(task);

    public static ValueTask<Response> FromTaskOf<T>(Task<T> task) =>
        task.IsCompletedSuccessfully ? new(Response.FromResult(task.Result)) : AwaitTaskOf(task);

    public static ValueTask<Response> FromValueTask(ValueTask task)
    {
        if (!task.IsCompletedSuccessfully)
            return AwaitTask(task.AsTask());
        task.GetAwaiter().GetResult();
        return new(Response.Completed);
    }

    public static ValueTask<Response> FromValueTaskOf<T>(ValueTask<T> task) =>
        task.IsCompletedSuccessfully ? new(Response.FromResult(task.Result)) : AwaitTaskOf(task.AsTask());

    private static async ValueTask<Response> AwaitTask(Task task)
    {
        await task;
        return Response.Completed;
    }

    private static async ValueTask<Response> AwaitTaskOf<T>(Task<T> task) => Response.FromResult(await task);
}
