namespace RagCluster.Planning.Tasks;

/// <summary>Which tasks of a group wait for which, by number: the place in the list that they were given in. Immutable.</summary>
public sealed class TaskGraph
{
    /// <summary>The most tasks.</summary>
    public const int TasksMax = 1_000;

    private readonly int[][] _after;
    private readonly int[][] _dependents;
    private readonly int[] _priorities;

    /// <summary>Numbers the tasks and checks that they can be done at all.</summary>
    /// <param name="tasks">1 to <see cref="TasksMax"/> tasks.</param>
    /// <exception cref="ArgumentException">A name is there twice or unknown, tasks wait for each other in a circle, or there are too
    /// many.</exception>
    public TaskGraph(IReadOnlyList<GroupTask> tasks)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        if (tasks.Count is < 1 or > TasksMax)
            throw new ArgumentException($"A group has 1 to {TasksMax} tasks, not {tasks.Count}.", nameof(tasks));
        Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        for (int task = 0; task < tasks.Count; task++)
        {
            if (!numbers.TryAdd(tasks[task].Name, task))
                throw new ArgumentException($"Two tasks are called '{tasks[task].Name}'.", nameof(tasks));
        }

        _after =
        [
            .. tasks.Select(task =>
                task.After.Distinct(StringComparer.Ordinal).Select(name => NumberOf(numbers, task.Name, name)).ToArray()
            ),
        ];
        _dependents =
        [
            .. Enumerable
                .Range(0, tasks.Count)
                .Select(task => Enumerable.Range(0, tasks.Count).Where(other => _after[other].Contains(task)).ToArray()),
        ];
        int[] order = Order();
        if (order.Length < tasks.Count)
            throw new ArgumentException(
                $"Tasks wait for each other in a circle: {string.Join(" → ", Circle(order).Select(task => tasks[task].Name))}.",
                nameof(tasks)
            );
        _priorities = [.. tasks.Select(task => task.Priority)];
        foreach (int task in order.Reverse())
            _priorities[task] = _dependents[task]
                .Aggregate(_priorities[task], (highest, dependent) => Math.Max(highest, _priorities[dependent]));
    }

    /// <summary>How many tasks there are.</summary>
    public int Count => _after.Length;

    /// <summary>The tasks that have to be done before one.</summary>
    /// <param name="task">Its number.</param>
    public ReadOnlySpan<int> After(int task) => _after[task];

    /// <summary>The tasks that wait for one, not those that wait for these.</summary>
    /// <param name="task">Its number.</param>
    public ReadOnlySpan<int> Dependents(int task) => _dependents[task];

    /// <summary>A task's priority, or that of the most important task that waits for it, however long the way.</summary>
    /// <param name="task">Its number.</param>
    public int Priority(int task) => _priorities[task];

    // By Kahn's algorithm: those that wait for each other, or for such, are left out.
    private int[] Order()
    {
        int[] missing = [.. _after.Select(after => after.Length)];
        Queue<int> free = new(Enumerable.Range(0, Count).Where(task => missing[task] == 0));
        List<int> order = [];
        while (free.TryDequeue(out int task))
        {
            order.Add(task);
            foreach (int dependent in _dependents[task].Where(dependent => --missing[dependent] == 0))
                free.Enqueue(dependent);
        }

        return [.. order];
    }

    // Each of the rest waits for another of the rest, so whoever follows comes by a task for the second time.
    private List<int> Circle(int[] order)
    {
        HashSet<int> rest = [.. Enumerable.Range(0, Count).Except(order)];
        List<int> way = [rest.Min()];
        while (true)
        {
            int next = _after[way[^1]].First(rest.Contains);
            int seen = way.IndexOf(next);
            way.Add(next);
            if (seen >= 0)
                return way[seen..];
        }
    }

    private static int NumberOf(Dictionary<string, int> numbers, string task, string name) =>
        numbers.TryGetValue(name, out int number)
            ? number
            : throw new ArgumentException($"The task '{task}' waits for '{name}', which the group does not have.", nameof(name));
}
